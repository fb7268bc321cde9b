import { Search, SlidersHorizontal, X } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "#app/_components/link.tsx";
import { Button, buttonStyle } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Checkbox, Input, NumberInput } from "#app/_components/ui/input.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import type { ProductQuery } from "#lib/catalog/schema.ts";
import { SORTS } from "#lib/catalog/sorts.ts";
import { useCategoryName } from "../category-name.ts";
import { catalogueAddress } from "./catalogue-address.ts";
import { LiveForm } from "./live-form.tsx";

interface CatalogueFiltersProps {
  query: ProductQuery;
  categories: readonly string[];
}

/** What narrows the catalogue down. All of it stands in the address. */
export function CatalogueFilters({ query, categories }: CatalogueFiltersProps) {
  const t = useTranslations("catalogue");
  const { q, category, minPrice, maxPrice, sort, inStock } = query;
  const shown = {
    q: q ?? "",
    category: category ?? "",
    minPrice: minPrice?.toString() ?? "",
    maxPrice: maxPrice?.toString() ?? "",
    sort,
    inStock: inStock ? "true" : "",
  };
  return (
    <search className="mb-10">
      <LiveForm action="/products" shown={shown} className="grid grid-cols-1 gap-5">
        <Categories query={query} categories={categories} />
        <input type="hidden" name="category" defaultValue={category ?? ""} />
        <button
          type="button"
          popoverTarget="filters"
          className={buttonStyle({ variant: "secondary", className: "justify-self-start md:hidden" })}
        >
          <SlidersHorizontal aria-hidden />
          {t("filters")}
        </button>
        {/* On a phone a sheet: the browser's own popover, so it works without a script and costs none. */}
        <div
          id="filters"
          popover="auto"
          className="fixed inset-auto inset-x-0 bottom-0 w-full max-w-none grid-cols-2 items-end gap-3 rounded-t-lg border border-b-0 border-line bg-surface p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] text-ink shadow-lift backdrop:bg-black/40 open:grid md:static md:grid md:grid-cols-[minmax(0,1fr)_8rem_8rem_11rem_auto] md:overflow-visible md:rounded-lg md:border-b md:p-4 md:shadow-none"
        >
          <p className="col-span-2 flex items-center justify-between text-lg font-semibold md:hidden">
            {t("filters")}
            <button
              type="button"
              popoverTarget="filters"
              popoverTargetAction="hide"
              aria-label={t("closeFilters")}
              className={buttonStyle({ variant: "ghost", size: "icon" })}
            >
              <X aria-hidden />
            </button>
          </p>
          <Field label={t("searchLabel")} className="col-span-2 md:col-span-1">
            {(control) => (
              <span className="relative grid items-center">
                <Search aria-hidden className="pointer-events-none absolute left-3 size-4 text-soft" />
                <Input
                  {...control}
                  type="search"
                  name="q"
                  defaultValue={q}
                  maxLength={100}
                  className="pl-9"
                />
              </span>
            )}
          </Field>
          <Price name="minPrice" label={t("minPrice")} value={minPrice} />
          <Price name="maxPrice" label={t("maxPrice")} value={maxPrice} />
          <Field label={t("sort")}>
            {(control) => (
              <Select {...control} name="sort" defaultValue={sort}>
                {SORTS.map((one) => (
                  <option key={one} value={one}>
                    {t(one)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Checkbox name="inStock" value="true" defaultChecked={inStock}>
            {t("inStock")}
          </Checkbox>
          <Button type="submit" variant="secondary" className="not-noscript:hidden">
            {t("apply")}
          </Button>
        </div>
      </LiveForm>
    </search>
  );
}

function Price({ name, label, value }: { name: string; label: string; value: number | undefined }) {
  return (
    <Field label={label}>{(control) => <NumberInput {...control} name={name} defaultValue={value} />}</Field>
  );
}

function Categories({ query, categories }: CatalogueFiltersProps) {
  const t = useTranslations("catalogue");
  const nameOf = useCategoryName();
  const { page: _first, cursor: _from, before: _to, ...asked } = query;
  return (
    <nav aria-label={t("category")}>
      <ul className="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0">
        {[undefined, ...categories].map((category) => (
          <li key={category ?? ""}>
            <Link
              href={catalogueAddress({ ...asked, category })}
              scroll={false}
              data-name="category"
              data-value={category ?? ""}
              aria-current={query.category === category ? "true" : undefined}
              className="inline-flex min-h-11 items-center rounded-full border border-line bg-surface px-4 text-sm font-medium whitespace-nowrap hover:border-strong-line aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-canvas"
            >
              {category === undefined ? t("allCategories") : nameOf(category)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
