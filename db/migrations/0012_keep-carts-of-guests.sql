CREATE TABLE "guest_carts" (
	"id" text PRIMARY KEY NOT NULL,
	"lines" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "guest_carts_changed_at_idx" ON "guest_carts" USING btree ("changed_at");