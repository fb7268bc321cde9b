ALTER TABLE "coupons" ADD COLUMN "name_ko" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold_for_search(name || E'\n' || coalesce(name_ko, '') || E'\n' || description || E'\n' || coalesce(description_ko, '') || E'\n' || category || E'\n' || slug)) STORED;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold_for_search(name || E'\n' || email)) STORED;
--> statement-breakpoint
-- One name held both languages until now, as "First snow · 첫눈": what was written so becomes two.
UPDATE "coupons"
SET "name" = trim(split_part("name", ' · ', 1)), "name_ko" = trim(split_part("name", ' · ', 2))
WHERE "name" ~ '^[^가-힣·]+ · [^·]*[가-힣][^·]*$';
