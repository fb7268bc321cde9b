"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input, NumberInput, Textarea } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { type AdminProduct, AdminProductResult } from "#lib/catalog/schema.ts";
import { instantOf, localTime, numberOf, textOf } from "../form-values.ts";
import { useAdminCall } from "../use-admin-call.ts";

/** Creates a product, or changes what is said of one; stock has a form of its own. */
export function ProductForm({ product }: { product?: AdminProduct }) {
  const t = useTranslations("admin");
  const router = useRouter();
  const { run, pending, problem, fieldError } = useAdminCall();
  const submit = async (form: FormData) => {
    const body = {
      name: textOf(form, "name"),
      description: textOf(form, "description"),
      nameKo: textOf(form, "nameKo") || null,
      descriptionKo: textOf(form, "descriptionKo") || null,
      category: textOf(form, "category"),
      price: numberOf(form, "price"),
      imageUrl: textOf(form, "imageUrl") || null,
      saleStartsAt: instantOf(form, "saleStartsAt") ?? null,
      ...(product ? {} : { stock: numberOf(form, "stock") }),
    };
    const where = product
      ? ({ method: "PATCH", path: `/api/admin/products/${product.id}` } as const)
      : ({ method: "POST", path: "/api/admin/products" } as const);
    const saved = await run(
      () => callApi({ ...where, body, schema: AdminProductResult }),
      product ? t("saved") : t("productCreated"),
    );
    if (saved && !product) router.push("/admin/products");
  };
  return (
    // Not a form action: React would empty the fields when the answer is a refusal.
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
      className="grid max-w-2xl gap-5 sm:grid-cols-2"
    >
      <Field label={t("name")} error={fieldError("name")}>
        {(control) => (
          <Input {...control} name="name" required maxLength={200} defaultValue={product?.name} />
        )}
      </Field>
      <Field label={t("nameKo")} error={fieldError("nameKo")}>
        {(control) => (
          <Input {...control} name="nameKo" lang="ko" maxLength={200} defaultValue={product?.nameKo ?? ""} />
        )}
      </Field>
      <Field label={t("description")} error={fieldError("description")}>
        {(control) => (
          <Textarea
            {...control}
            name="description"
            required
            maxLength={5000}
            defaultValue={product?.description}
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
            defaultValue={product?.descriptionKo ?? ""}
          />
        )}
      </Field>
      <Field label={t("category")} error={fieldError("category")}>
        {(control) => (
          <Input {...control} name="category" required maxLength={60} defaultValue={product?.category} />
        )}
      </Field>
      <Field label={t("price")} error={fieldError("price")}>
        {(control) => <NumberInput {...control} name="price" required defaultValue={product?.price} />}
      </Field>
      {product ? null : (
        <Field label={t("stock")} error={fieldError("stock")}>
          {(control) => <NumberInput {...control} name="stock" required />}
        </Field>
      )}
      <Field label={t("imageUrl")} error={fieldError("imageUrl")}>
        {(control) => (
          <Input {...control} name="imageUrl" maxLength={500} defaultValue={product?.imageUrl ?? ""} />
        )}
      </Field>
      <Field label={t("saleStartsAt")} error={fieldError("saleStartsAt")}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            name="saleStartsAt"
            defaultValue={localTime(product?.saleStartsAt ?? null)}
            suppressHydrationWarning
          />
        )}
      </Field>
      {problem ? (
        <Notice tone="bad" className="sm:col-span-2">
          {problem}
        </Notice>
      ) : null}
      <Button type="submit" pending={pending} className="justify-self-start sm:col-start-1">
        {product ? t("save") : t("createProduct")}
      </Button>
    </form>
  );
}
