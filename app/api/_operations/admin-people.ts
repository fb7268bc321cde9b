import { z } from "zod";
import { LedgerRows } from "#lib/admin/ledger-row.ts";
import { Reason } from "#lib/admin/order-schema.ts";
import {
  AdminUserPage,
  AdminUserQuery,
  Person,
  PersonResult,
  PointsChange,
  PointsChanged,
  RoleChange,
} from "#lib/admin/person-schema.ts";
import { TriedPassword } from "#lib/auth/schema.ts";
import { LedgerQuery } from "#lib/points/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { operation } from "../_http/operation.ts";

const tag = "Admin";
const access = "admin" as const;
const refused = ["UNAUTHENTICATED", "FORBIDDEN"] as const;
const busy = ["RATE_LIMITED", "OUTCOME_UNKNOWN", "UNAVAILABLE"] as const;
const params = { schema: z.object({ id: Id }), missing: "USER_NOT_FOUND" } as const;

export const listUsersOperation = operation({
  id: "adminListUsers",
  method: "get",
  path: "/api/admin/users",
  tag,
  summary: "Everybody with an account",
  access,
  query: AdminUserQuery,
  success: { status: 200, schema: AdminUserPage, summary: "A page of people" },
  errors: ["VALIDATION", ...refused],
});

export const exportUsersOperation = operation({
  id: "adminExportUsers",
  method: "get",
  path: "/api/admin/users.csv",
  tag,
  summary: "The people who fit, up to 10,000, as a file for a spreadsheet",
  access,
  query: AdminUserQuery,
  file: "people.csv",
  success: { status: 200, summary: "Comma-separated values" },
  errors: ["VALIDATION", ...refused],
});

export const getPersonOperation = operation({
  id: "adminGetUser",
  method: "get",
  path: "/api/admin/users/{id}",
  tag,
  summary: "A person's wallet, ledger, coupons and sessions",
  access,
  params,
  success: { status: 200, schema: Person, summary: "The person" },
  errors: [...refused, "USER_NOT_FOUND"],
});

export const listLedgerOfOperation = operation({
  id: "adminListLedger",
  method: "get",
  path: "/api/admin/users/{id}/ledger",
  tag,
  summary: "A person's ledger, newest first",
  access,
  params,
  query: LedgerQuery,
  success: { status: 200, schema: LedgerRows, summary: "A stretch of the ledger" },
  errors: ["VALIDATION", ...refused, "USER_NOT_FOUND"],
});

export const adjustPointsOperation = operation({
  id: "adminAdjustPoints",
  method: "post",
  path: "/api/admin/users/{id}/points",
  tag,
  summary: "Grant points, or take some, with a reason",
  access,
  params,
  body: PointsChange,
  needsFreshSignIn: true,
  success: { status: 201, schema: PointsChanged, summary: "The new balance and its ledger entry" },
  errors: [
    "VALIDATION",
    ...refused,
    "SIGN_IN_AGAIN",
    "USER_NOT_FOUND",
    "INSUFFICIENT_POINTS",
    "BALANCE_LIMIT",
    "IDEMPOTENCY_IN_FLIGHT",
    "IDEMPOTENCY_KEY_REUSED",
    "LOCK_TIMEOUT",
    ...busy,
  ],
  idempotent: true,
});

export const changeRoleOperation = operation({
  id: "adminChangeRole",
  method: "patch",
  path: "/api/admin/users/{id}/role",
  tag,
  summary: "Make somebody an admin, or a shopper again",
  access,
  params,
  body: RoleChange,
  needsFreshSignIn: true,
  success: { status: 200, schema: PersonResult, summary: "The person" },
  errors: ["VALIDATION", ...refused, "SIGN_IN_AGAIN", "USER_NOT_FOUND", "LAST_ADMIN", ...busy],
});

export const banUserOperation = operation({
  id: "adminBanUser",
  method: "post",
  path: "/api/admin/users/{id}/ban",
  tag,
  summary: "Close an account: its sessions end everywhere",
  access,
  params,
  body: Reason,
  success: { status: 200, schema: PersonResult, summary: "The person" },
  errors: ["VALIDATION", ...refused, "USER_NOT_FOUND", "LAST_ADMIN", ...busy],
});

export const unbanUserOperation = operation({
  id: "adminUnbanUser",
  method: "delete",
  path: "/api/admin/users/{id}/ban",
  tag,
  summary: "Open a closed account again",
  access,
  params,
  success: { status: 200, schema: PersonResult, summary: "The person" },
  errors: [...refused, "USER_NOT_FOUND", ...busy],
});

export const endSessionsOperation = operation({
  id: "adminEndSessions",
  method: "delete",
  path: "/api/admin/users/{id}/sessions",
  tag,
  summary: "Sign a person out of every browser",
  access,
  params,
  success: { status: 204, summary: "No session is left" },
  errors: [...refused, "USER_NOT_FOUND", ...busy],
});

export const confirmPasswordOperation = operation({
  id: "adminConfirmPassword",
  method: "post",
  path: "/api/admin/confirm",
  tag,
  summary: "Show the password again, for ten minutes of what asks for it",
  access,
  body: z.strictObject({ password: TriedPassword }).meta({ id: "PasswordConfirmation" }),
  success: { status: 204, summary: "The session is fresh" },
  errors: ["VALIDATION", ...refused, "RATE_LIMITED", "UNAVAILABLE"],
});
