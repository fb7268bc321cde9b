import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { db } from "#db/client.ts";
import { getAdminProduct } from "#lib/catalog/admin-queries.ts";
import { type AdminProduct, MovementQuery } from "#lib/catalog/schema.ts";
import { listMovements, stockCurve } from "#lib/catalog/stock-history.ts";
import { isDomainError } from "#lib/errors.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { Panel } from "../../_parts/panel.tsx";
import { AdminPage, requireAdmin } from "../../admin-page.tsx";
import { readListQuery, type Search } from "../../list-query.ts";
import { ProductForm } from "../product-form.tsx";
import { ProductState } from "../product-state.tsx";
import { MovementsPanel } from "./movements-panel.tsx";
import { StockCurve } from "./stock-curve.tsx";
import { StockForm } from "./stock-form.tsx";

interface ProductPageProps {
  params: Promise<{ id: string }>;
  searchParams: Search;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("products") };
}

async function readProduct(id: string): Promise<AdminProduct> {
  return getAdminProduct(db(), nameInPath(id) ?? "").catch((error: unknown) => {
    if (isDomainError(error, "PRODUCT_NOT_FOUND")) notFound();
    throw error;
  });
}

export default async function EditProductPage({ params, searchParams }: ProductPageProps) {
  const { id } = await params;
  const path = `/admin/products/${id}`;
  await requireAdmin(path);
  const [t, words, format, product] = await Promise.all([
    getTranslations("admin"),
    getTranslations("adminProducts"),
    getFormatter(),
    readProduct(id),
  ]);
  const style = buttonStyle({ variant: "secondary" });
  return (
    <AdminPage
      path={path}
      back={{ href: "/admin/products", name: t("products") }}
      title={
        <>
          <bdi>{product.name}</bdi>
          <ProductState status={product.status} />
        </>
      }
      action={
        <>
          <Link href={`/admin/orders?productId=${id}`} className={style}>
            {words("itsOrders")}
          </Link>
          {product.status === "published" ? (
            <Link href={`/products/${product.slug}`} className={style}>
              {words("inShop")}
            </Link>
          ) : null}
        </>
      }
    >
      {async () => {
        const query = await readListQuery(MovementQuery, searchParams);
        const [movements, curve] = await Promise.all([
          listMovements(product.id, query),
          stockCurve(product.id),
        ]);
        return (
          <div className="grid grid-cols-1 gap-6">
            <ProductForm product={product} />
            <Panel
              title={
                <>
                  {t("stock")}: <span data-testid="stock">{format.number(product.stock)}</span>
                </>
              }
            >
              <div className="grid grid-cols-1 gap-6">
                <StockForm productId={id} />
                <StockCurve points={curve} />
              </div>
            </Panel>
            <MovementsPanel movements={movements} path={path} isFirst={query.cursor === undefined} />
          </div>
        );
      }}
    </AdminPage>
  );
}
