-- Signs that keyboards write in different ways are one for search: apostrophes, quotes, hyphens and dashes, middle
-- dots (also the Korean keyboard's), tildes, the sign between two sizes, and the small i without a dot.
DO $$
DECLARE
  -- The function as this server has it; the generated columns that call it go on calling it.
  letters constant text := (SELECT prosrc FROM pg_proc WHERE oid = 'fold_for_search(text)'::regprocedure);
BEGIN
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION fold_for_search(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS %L',
    format('SELECT translate((%s), %L, %L)', letters,
      E'\u2018\u2019\u201b\u02bc\u2032\u0060\u201c\u201d\u201e\u201f\u2010\u2012\u2013\u2014\u2015\u2212\u2022\u2027\u30fb\u119e\u301c\u00d7\u0131',
      E'\u0027\u0027\u0027\u0027\u0027\u0027\u0022\u0022\u0022\u0022------\u00b7\u00b7\u00b7\u00b7~xi'));
END
$$;
--> statement-breakpoint
-- What is kept for search is written anew where such a sign stands in it.
UPDATE "products" SET "slug" = "slug" WHERE "search_text" <> fold_for_search("search_text");
--> statement-breakpoint
UPDATE "users" SET "name" = "name" WHERE "search_text" <> fold_for_search("search_text");
