CREATE TABLE "rush_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text,
	"settings" jsonb NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"progress" jsonb NOT NULL,
	"verdict" jsonb,
	"failure" text,
	"cancel_asked_at" timestamp (3) with time zone,
	"heard_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "rush_runs_state_known" CHECK ("rush_runs"."state" in ('running', 'done', 'cancelled', 'failed')),
	CONSTRAINT "rush_runs_ended_at_fits_state" CHECK (("rush_runs"."state" = 'running') = ("rush_runs"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "rush_runs" ADD CONSTRAINT "rush_runs_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rush_runs_one_at_a_time" ON "rush_runs" USING btree ("state") WHERE "rush_runs"."state" = 'running';--> statement-breakpoint
CREATE INDEX "rush_runs_created_at_idx" ON "rush_runs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "admin_audit_log_actor_id_idx" ON "admin_audit_log" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "orders_user_coupon_id_idx" ON "orders" USING btree ("user_coupon_id") WHERE "orders"."user_coupon_id" is not null;--> statement-breakpoint
CREATE INDEX "stock_movements_actor_id_idx" ON "stock_movements" USING btree ("actor_id") WHERE "stock_movements"."actor_id" is not null;--> statement-breakpoint
-- What a simulated rush has made may be taken away again, and nothing else: its shoppers' ledgers, its products' movements.
CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF starts_with(CASE TG_TABLE_NAME WHEN 'point_ledger' THEN to_jsonb(OLD) ->> 'user_id'
                                    ELSE to_jsonb(OLD) ->> 'product_id' END, 'rush-') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
DROP TRIGGER point_ledger_append_only ON point_ledger;
--> statement-breakpoint
DROP TRIGGER stock_movements_append_only ON stock_movements;
--> statement-breakpoint
CREATE TRIGGER point_ledger_append_only
  BEFORE UPDATE OR TRUNCATE ON point_ledger
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stock_movements_append_only
  BEFORE UPDATE OR TRUNCATE ON stock_movements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER point_ledger_keeps_rows
  BEFORE DELETE ON point_ledger
  FOR EACH ROW EXECUTE FUNCTION refuse_deletion();
--> statement-breakpoint
CREATE TRIGGER stock_movements_keeps_rows
  BEFORE DELETE ON stock_movements
  FOR EACH ROW EXECUTE FUNCTION refuse_deletion();
