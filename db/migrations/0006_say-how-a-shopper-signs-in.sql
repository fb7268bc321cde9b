ALTER TABLE "users" ADD COLUMN "signs_in_by" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_signs_in_by_known" CHECK ("users"."signs_in_by" in ('password', 'demo', 'nothing'));--> statement-breakpoint
UPDATE "users" SET "signs_in_by" = 'nothing' WHERE NOT EXISTS (SELECT FROM "accounts" WHERE "accounts"."user_id" = "users"."id");
