import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { db } from "#db/client.ts";
import { getAdminProduct } from "#lib/catalog/admin-queries.ts";
import { isDomainError } from "#lib/errors.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { AdminPage } from "../../admin-page.tsx";
import { ProductForm } from "../product-form.tsx";
import { StockForm } from "./stock-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("products") };
}

export default async function EditProductPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, format, { id }] = await Promise.all([getTranslations("admin"), getFormatter(), params]);
  return (
    <AdminPage path={`/admin/products/${id}`} title={t("edit")}>
      {async () => {
        const product = await getAdminProduct(db(), nameInPath(id) ?? "").catch((error: unknown) => {
          if (isDomainError(error, "PRODUCT_NOT_FOUND")) notFound();
          throw error;
        });
        return (
          <div className="grid gap-10">
            <section className="grid max-w-2xl gap-4 rounded-lg border border-line bg-surface p-5">
              <h2 className="text-lg font-semibold">
                {t("stock")}: <span data-testid="stock">{format.number(product.stock)}</span>
              </h2>
              <StockForm productId={id} />
            </section>
            <ProductForm product={product} />
          </div>
        );
      }}
    </AdminPage>
  );
}
