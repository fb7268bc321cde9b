ALTER TABLE "point_ledger" DROP CONSTRAINT "point_ledger_sign_fits_type";--> statement-breakpoint
ALTER TABLE "point_ledger" DROP CONSTRAINT "point_ledger_order_fits_type";--> statement-breakpoint
ALTER TABLE "wallets" DROP CONSTRAINT "wallets_balance_in_range";--> statement-breakpoint
DROP INDEX "orders_created_at_idx";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "waited_ms" integer;--> statement-breakpoint
ALTER TABLE "point_ledger" ADD COLUMN "actor_id" text;--> statement-breakpoint
ALTER TABLE "point_ledger" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "banned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "ban_reason" text;--> statement-breakpoint
ALTER TABLE "point_ledger" ADD CONSTRAINT "point_ledger_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "admin_audit_log_target_id_idx" ON "admin_audit_log" USING btree ("target","id");--> statement-breakpoint
CREATE INDEX "orders_created_at_id_idx" ON "orders" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "orders_total_id_idx" ON "orders" USING btree ("total","id");--> statement-breakpoint
CREATE INDEX "orders_cancelled_idx" ON "orders" USING btree ("created_at","id") WHERE "orders"."status" = 'cancelled';--> statement-breakpoint
CREATE INDEX "users_created_at_id_idx" ON "users" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "users_name_id_idx" ON "users" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "users_admins_idx" ON "users" USING btree ("created_at","id") WHERE "users"."role" = 'admin';--> statement-breakpoint
CREATE INDEX "users_banned_idx" ON "users" USING btree ("created_at","id") WHERE "users"."banned_at" is not null;--> statement-breakpoint
ALTER TABLE "point_ledger" ADD CONSTRAINT "point_ledger_reason_fits_type" CHECK (("point_ledger"."type" in ('grant', 'take')) = ("point_ledger"."actor_id" is not null and "point_ledger"."reason" is not null));--> statement-breakpoint
ALTER TABLE "point_ledger" ADD CONSTRAINT "point_ledger_sign_fits_type" CHECK (("point_ledger"."type" in ('charge', 'grant') and "point_ledger"."amount" > 0) or ("point_ledger"."type" = 'use' and "point_ledger"."amount" <= 0) or ("point_ledger"."type" = 'refund' and "point_ledger"."amount" >= 0) or ("point_ledger"."type" = 'take' and "point_ledger"."amount" < 0));--> statement-breakpoint
ALTER TABLE "point_ledger" ADD CONSTRAINT "point_ledger_order_fits_type" CHECK (("point_ledger"."type" in ('use', 'refund')) = ("point_ledger"."order_id" is not null));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_ban_has_reason" CHECK (("users"."banned_at" is null) = ("users"."ban_reason" is null));--> statement-breakpoint
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_balance_in_range" CHECK ("wallets"."balance" between 0 and 1000000000);