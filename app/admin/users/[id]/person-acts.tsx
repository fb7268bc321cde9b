"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { z } from "zod";
import type { Attempt } from "#app/_api/attempt.ts";
import { callApi } from "#app/_api/call-api.ts";
import { callOnce } from "#app/_api/call-once.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { NumberInput } from "#app/_components/ui/input.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { type AdminUser, PersonResult, PointsChanged } from "#lib/admin/person-schema.ts";
import { isolated } from "#lib/values/isolated.ts";
import { ActDialog } from "../../_parts/act-dialog.tsx";
import { numberOf, textOf } from "../../form-values.ts";

/** Grants points, or takes some. A second press of the same form does nothing twice. */
export function PointsButton({ user }: { user: AdminUser }) {
  const t = useTranslations("adminPeople");
  const own = useRef<Attempt>(undefined);
  return (
    <ActDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("changePoints")}
        </Button>
      }
      title={t("pointsTitle")}
      description={t("pointsText", { email: user.email })}
      act={t("changePoints")}
      fields={(errorOf) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("direction")}>
            {(control) => (
              <Select {...control} name="direction" defaultValue="grant">
                <option value="grant">{t("grant")}</option>
                <option value="take">{t("take")}</option>
              </Select>
            )}
          </Field>
          <Field label={t("points")} error={errorOf("amount")}>
            {(control) => <NumberInput {...control} name="amount" required />}
          </Field>
        </div>
      )}
      send={async (form) => {
        const amount = numberOf(form, "amount");
        const isTake = textOf(form, "direction") === "take";
        const signed = typeof amount === "number" && isTake ? -amount : amount;
        const body = { amount: signed, reason: textOf(form, "reason") };
        const path = `/api/admin/users/${user.id}/points`;
        const answer = await callOnce(own, { method: "POST", path, body, schema: PointsChanged });
        if (answer.ok) own.current = undefined;
        return answer;
      }}
      done={t("pointsChanged")}
    />
  );
}

/** Makes an admin, or a shopper again. */
export function RoleButton({ user }: { user: AdminUser }) {
  const t = useTranslations("adminPeople");
  const role = user.role === "admin" ? "shopper" : "admin";
  return (
    <ActDialog
      trigger={<Button variant="secondary">{role === "admin" ? t("makeAdmin") : t("makeShopper")}</Button>}
      title={role === "admin" ? t("makeAdminTitle") : t("makeShopperTitle")}
      description={role === "admin" ? t("makeAdminText") : t("makeShopperText")}
      act={role === "admin" ? t("makeAdmin") : t("makeShopper")}
      isDanger={role === "shopper"}
      send={(form) =>
        callApi({
          method: "PATCH",
          path: `/api/admin/users/${user.id}/role`,
          body: { role, reason: textOf(form, "reason") },
          schema: PersonResult,
        })
      }
      done={t("roleChanged")}
    />
  );
}

/** Closes an account, or opens it again. */
export function BanButton({ user }: { user: AdminUser }) {
  const t = useTranslations("adminPeople");
  const path = `/api/admin/users/${user.id}/ban`;
  if (user.bannedAt) {
    return (
      <ActDialog
        trigger={<Button variant="secondary">{t("unban")}</Button>}
        title={t("unbanTitle")}
        description={t("unbanText")}
        act={t("unban")}
        asksReason={false}
        send={() => callApi({ method: "DELETE", path, schema: PersonResult })}
        done={t("unbanned")}
      />
    );
  }
  return (
    <ActDialog
      trigger={<Button variant="danger">{t("ban")}</Button>}
      title={t("banTitle", { name: isolated(user.name) })}
      description={t("banText")}
      act={t("ban")}
      isDanger
      send={(form) =>
        callApi({ method: "POST", path, body: { reason: textOf(form, "reason") }, schema: PersonResult })
      }
      done={t("wasBanned")}
    />
  );
}

/** Signs a person out of every browser. */
export function EndSessionsButton({ user }: { user: AdminUser }) {
  const t = useTranslations("adminPeople");
  return (
    <ActDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("endSessions")}
        </Button>
      }
      title={t("endSessionsTitle")}
      description={t("endSessionsText")}
      act={t("endSessions")}
      isDanger
      asksReason={false}
      send={() =>
        callApi({
          method: "DELETE",
          path: `/api/admin/users/${user.id}/sessions`,
          schema: z.undefined().transform(() => true),
        })
      }
      done={t("sessionsEnded")}
    />
  );
}
