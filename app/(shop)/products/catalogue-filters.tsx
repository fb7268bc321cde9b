"use client";

import { useTranslations } from "next-intl";
import { Button } from "#app/_components/ui/button.tsx";
import { Field, Input, Select } from "#app/_components/ui/field.tsx";
import type { ProductQuery } from "#lib/catalog/schema.ts";
import { SORTS } from "#lib/catalog/sorts.ts";
import { useCategoryName } from "../category-name.ts";

/** A plain form whose answers stand in the address; with JavaScript a choice applies at once. */
export function CatalogueFilters({
  query,
  categories,
}: {
  query: ProductQuery;
  categories: readonly string[];
}) {
  const t = useTranslations("catalogue");
  const nameOf = useCategoryName();
  const apply = (event: { currentTarget: { form: HTMLFormElement | null } }) =>
    event.currentTarget.form?.requestSubmit();
  return (
    <search>
      <form
        action="/products"
        className="mb-10 grid grid-cols-2 items-end gap-3 border-y border-line py-5 md:grid-cols-[1fr_12rem_12rem_auto_auto]"
      >
        <Field label={t("searchLabel")} className="col-span-2 md:col-span-1">
          {(control) => <Input {...control} type="search" name="q" defaultValue={query.q} />}
        </Field>
        <Field label={t("category")}>
          {(control) => (
            <Select {...control} name="category" defaultValue={query.category ?? ""} onChange={apply}>
              <option value="">{t("allCategories")}</option>
              {categories.map((category) => (
                <option key={category} value={category}>
                  {nameOf(category)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("sort")}>
          {(control) => (
            <Select {...control} name="sort" defaultValue={query.sort} onChange={apply}>
              {SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {t(sort)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <label className="flex min-h-11 items-center gap-2 text-sm">
          <input
            type="checkbox"
            name="inStock"
            value="true"
            defaultChecked={query.inStock}
            onChange={apply}
            className="size-5 accent-accent"
          />
          {t("inStock")}
        </label>
        <Button type="submit" variant="secondary">
          {t("apply")}
        </Button>
      </form>
    </search>
  );
}
