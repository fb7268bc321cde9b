CREATE TABLE "audit_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor_id" text NOT NULL,
	"ok" boolean NOT NULL,
	"took_ms" integer NOT NULL,
	"report" jsonb NOT NULL,
	"ran_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_pictures" (
	"id" text PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"uploaded_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_pictures_size_positive" CHECK ("product_pictures"."width" > 0 and "product_pictures"."height" > 0)
);
--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "status" text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_runs" ADD CONSTRAINT "audit_runs_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_pictures" ADD CONSTRAINT "product_pictures_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_runs_ran_at_idx" ON "audit_runs" USING btree ("ran_at");--> statement-breakpoint
CREATE INDEX "point_ledger_created_at_brin" ON "point_ledger" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "user_coupons_issued_at_brin" ON "user_coupons" USING brin ("issued_at");--> statement-breakpoint
CREATE INDEX "user_coupons_coupon_id_issued_at_idx" ON "user_coupons" USING btree ("coupon_id","issued_at","id");--> statement-breakpoint
CREATE INDEX "user_coupons_used_idx" ON "user_coupons" USING btree ("coupon_id") WHERE "user_coupons"."status" = 'used';--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_status_known" CHECK ("products"."status" in ('draft', 'published', 'archived'));