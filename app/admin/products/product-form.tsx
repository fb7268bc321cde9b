"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input, NumberInput, Textarea } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { AdminProduct, AdminProductResult } from "#lib/catalog/schema.ts";
import { shopClock } from "#lib/values/shop-time.ts";
import { Panel } from "../_parts/panel.tsx";
import { instantOf, numberOf, pick, textOf } from "../form-values.ts";
import { MovedFields } from "../moved-fields.tsx";
import { ShopTimeField } from "../shop-time-field.tsx";
import { useRowForm } from "../use-row-form.ts";
import { useTyped } from "../use-typed.ts";
import { PictureField } from "./picture-field.tsx";

/** What the form's fields show of a product. */
const textsOf = (product: AdminProduct) => ({
  name: product.name,
  nameKo: product.nameKo ?? "",
  description: product.description,
  descriptionKo: product.descriptionKo ?? "",
  category: product.category,
  price: String(product.price),
  imageUrl: product.imageUrl ?? "",
  saleStartsAt: shopClock(product.saleStartsAt),
  status: product.status,
});

/** Creates a product, or changes what is said of one; stock has a form of its own. */
export function ProductForm({ product }: { product?: AdminProduct }) {
  const t = useTranslations("admin");
  const words = useTranslations("adminProducts");
  const router = useRouter();
  const { submit, shown, moved, pending, problem, fieldError } = useRowForm({
    row: product,
    schema: AdminProduct,
    textsOf,
    path: "/api/admin/products",
    answer: ProductOf,
    bodyOf: (form, names) => pick(bodyOf(form), names),
    done: product ? t("saved") : t("productCreated"),
  });
  const labels = { ...Object.fromEntries(FIELDS.map((name) => [name, t(name)])), status: t("state") };
  const { form, typed, look } = useTyped(shown ? textsOf(shown) : {});
  const address = useRef<HTMLInputElement>(null);
  const showPicture = (imageUrl: string) => {
    if (address.current) address.current.value = imageUrl;
    look();
  };
  return (
    // Not a form action: React would empty the fields when the answer is a refusal.
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget).then((saved) => {
          if (saved && !product) router.push("/admin/products");
        });
      }}
      onInput={look}
      ref={form}
      autoComplete="off"
      className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <div className="grid gap-6">
        <Panel title={words("texts")}>
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <Field label={t("name")} error={fieldError("name")}>
              {(control) => (
                <Input {...control} name="name" required maxLength={200} defaultValue={shown?.name} />
              )}
            </Field>
            <Field label={t("nameKo")} error={fieldError("nameKo")}>
              {(control) => (
                <Input
                  {...control}
                  name="nameKo"
                  lang="ko"
                  maxLength={200}
                  defaultValue={shown?.nameKo ?? ""}
                />
              )}
            </Field>
            <Field label={t("description")} error={fieldError("description")}>
              {(control) => (
                <Textarea
                  {...control}
                  name="description"
                  required
                  maxLength={5000}
                  defaultValue={shown?.description}
                />
              )}
            </Field>
            <Field label={t("descriptionKo")} error={fieldError("descriptionKo")}>
              {(control) => (
                <Textarea
                  {...control}
                  name="descriptionKo"
                  lang="ko"
                  maxLength={5000}
                  defaultValue={shown?.descriptionKo ?? ""}
                />
              )}
            </Field>
          </div>
        </Panel>
        <Panel title={words("selling")}>
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <Field label={t("price")} error={fieldError("price")}>
              {(control) => <NumberInput {...control} name="price" required defaultValue={shown?.price} />}
            </Field>
            {product ? null : (
              <Field label={t("stock")} error={fieldError("stock")}>
                {(control) => <NumberInput {...control} name="stock" required />}
              </Field>
            )}
            <ShopTimeField
              name="saleStartsAt"
              label={t("saleStartsAt")}
              error={fieldError("saleStartsAt")}
              instant={shown?.saleStartsAt ?? null}
            />
          </div>
        </Panel>
        <Panel title={words("picture")}>
          <PictureField picture={typed["imageUrl"] || null} onPicture={showPicture}>
            <Field label={t("imageUrl")} error={fieldError("imageUrl")}>
              {(control) => (
                <Input
                  {...control}
                  name="imageUrl"
                  ref={address}
                  maxLength={500}
                  defaultValue={shown?.imageUrl ?? ""}
                />
              )}
            </Field>
          </PictureField>
        </Panel>
      </div>
      <div className="grid gap-6 xl:sticky xl:top-20">
        <Panel title={words("shelf")}>
          <div className="grid gap-5">
            <Field label={t("state")} hint={words("statusHint")} error={fieldError("status")}>
              {(control) => (
                <Select {...control} name="status" defaultValue={shown?.status ?? "published"}>
                  {STATUSES.map((status) => (
                    <option key={status} value={status}>
                      {words(status)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={t("category")} error={fieldError("category")}>
              {(control) => (
                <Input {...control} name="category" required maxLength={60} defaultValue={shown?.category} />
              )}
            </Field>
          </div>
        </Panel>
        {problem ? (
          <Notice tone="bad">
            {problem}
            <MovedFields moved={moved} labels={labels} />
          </Notice>
        ) : null}
        <Button type="submit" size="wide" pending={pending}>
          {product ? t("save") : t("createProduct")}
        </Button>
      </div>
    </form>
  );
}

const STATUSES = ["published", "draft", "archived"] as const;

const FIELDS = [
  "name",
  "nameKo",
  "description",
  "descriptionKo",
  "category",
  "price",
  "imageUrl",
  "saleStartsAt",
] as const;

/** The fields as the API takes them. */
const bodyOf = (form: FormData) => ({
  name: textOf(form, "name"),
  description: textOf(form, "description"),
  nameKo: textOf(form, "nameKo") || null,
  descriptionKo: textOf(form, "descriptionKo") || null,
  category: textOf(form, "category"),
  price: numberOf(form, "price"),
  imageUrl: textOf(form, "imageUrl") || null,
  saleStartsAt: instantOf(form, "saleStartsAt") ?? null,
  stock: numberOf(form, "stock"),
  status: textOf(form, "status"),
});

const ProductOf = AdminProductResult.transform((answer) => answer.product);
