"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input, NumberInput, Textarea } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { AdminProduct, AdminProductResult } from "#lib/catalog/schema.ts";
import { shopClock } from "#lib/values/shop-time.ts";
import { instantOf, numberOf, pick, textOf } from "../form-values.ts";
import { MovedFields } from "../moved-fields.tsx";
import { ShopTimeField } from "../shop-time-field.tsx";
import { useRowForm } from "../use-row-form.ts";

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
});

/** Creates a product, or changes what is said of one; stock has a form of its own. */
export function ProductForm({ product }: { product?: AdminProduct }) {
  const t = useTranslations("admin");
  const router = useRouter();
  const { submit, shown, moved, pending, problem, fieldError } = useRowForm({
    row: product,
    schema: AdminProduct,
    textsOf,
    save: (form, names, version) => saveProduct(product?.id, pick(bodyOf(form), names), version),
    done: product ? t("saved") : t("productCreated"),
  });
  const labels = Object.fromEntries(FIELDS.map((name) => [name, t(name)]));
  return (
    // Not a form action: React would empty the fields when the answer is a refusal.
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget).then((saved) => {
          if (saved && !product) router.push("/admin/products");
        });
      }}
      autoComplete="off"
      className="grid max-w-2xl gap-5 sm:grid-cols-2"
    >
      <Field label={t("name")} error={fieldError("name")}>
        {(control) => <Input {...control} name="name" required maxLength={200} defaultValue={shown?.name} />}
      </Field>
      <Field label={t("nameKo")} error={fieldError("nameKo")}>
        {(control) => (
          <Input {...control} name="nameKo" lang="ko" maxLength={200} defaultValue={shown?.nameKo ?? ""} />
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
      <Field label={t("category")} error={fieldError("category")}>
        {(control) => (
          <Input {...control} name="category" required maxLength={60} defaultValue={shown?.category} />
        )}
      </Field>
      <Field label={t("price")} error={fieldError("price")}>
        {(control) => <NumberInput {...control} name="price" required defaultValue={shown?.price} />}
      </Field>
      {product ? null : (
        <Field label={t("stock")} error={fieldError("stock")}>
          {(control) => <NumberInput {...control} name="stock" required />}
        </Field>
      )}
      <Field label={t("imageUrl")} error={fieldError("imageUrl")}>
        {(control) => (
          <Input {...control} name="imageUrl" maxLength={500} defaultValue={shown?.imageUrl ?? ""} />
        )}
      </Field>
      <ShopTimeField
        name="saleStartsAt"
        label={t("saleStartsAt")}
        error={fieldError("saleStartsAt")}
        instant={shown?.saleStartsAt ?? null}
      />
      {problem ? (
        <Notice tone="bad" className="sm:col-span-2">
          {problem}
          <MovedFields moved={moved} labels={labels} />
        </Notice>
      ) : null}
      <Button type="submit" pending={pending} className="justify-self-start sm:col-start-1">
        {product ? t("save") : t("createProduct")}
      </Button>
    </form>
  );
}

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
});

const ProductOf = AdminProductResult.transform((answer) => answer.product);

function saveProduct(id: string | undefined, fields: object, version?: number) {
  return id === undefined
    ? callApi({ method: "POST", path: "/api/admin/products", body: fields, schema: ProductOf })
    : callApi({
        method: "PATCH",
        path: `/api/admin/products/${id}`,
        body: { ...fields, version },
        schema: ProductOf,
      });
}
