-- One form for text that is searched and text that is asked: compatibility forms, letter case, accents and
-- invisible characters make no difference. Letters that are composed after the marks are gone (Hangul, kana) stay.
-- The database's own ctype may be C, so the best case folding that this server has is named here.
DO $$
DECLARE
  plain constant text := $plain$regexp_replace(normalize($1, NFKD), '[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]', '', 'g')$plain$;
  folded text;
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    folded := format('casefold(%s COLLATE pg_catalog.pg_unicode_fast)', plain);
  ELSIF current_setting('server_version_num')::int >= 170000 THEN
    folded := format('lower(%s COLLATE pg_catalog.pg_c_utf8)', plain);
  ELSIF EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') THEN
    folded := format('lower(%s COLLATE pg_catalog."und-x-icu")', plain);
  ELSE
    folded := format('lower(%s)', plain);
  END IF;
  EXECUTE format(
    'CREATE FUNCTION fold_for_search(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS %L',
    format('SELECT normalize(%s, NFKC)', folded));
END
$$;
