import { customType, index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * Scripts, styles and fonts of the builds that serve now or did of late, so that every machine has those of every
 * other: a page that one machine made is loaded from any, also while a new version comes.
 */
export const buildFiles = pgTable(
  "build_files",
  {
    /** Below `/_next/`; it names the content. */
    path: text("path").primaryKey(),
    /** Compressed by Brotli. */
    body: bytes("body").notNull(),
    /** When a machine last said that its build has it. */
    seenAt: instant("seen_at").notNull().defaultNow(),
  },
  (t) => [index("build_files_seen_at_idx").on(t.seenAt)],
);
