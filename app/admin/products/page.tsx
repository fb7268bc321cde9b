import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { redirectBeyondEnd } from "#app/_components/last-page.ts";
import Link from "#app/_components/link.tsx";
import { Money } from "#app/_components/money.tsx";
import { type Cursors, Pagination } from "#app/_components/pagination.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { listAdminProducts } from "#lib/catalog/admin-queries.ts";
import { type AdminProduct, AdminProductQuery } from "#lib/catalog/schema.ts";
import { withFittingCursors } from "#lib/keyset/keyset.ts";
import { isolated } from "#lib/values/isolated.ts";
import { Choice } from "../_parts/filter.tsx";
import { Found } from "../_parts/found.tsx";
import { ListForm } from "../_parts/list-form.tsx";
import { AdminPage } from "../admin-page.tsx";
import { isFiltered, pageHref, readListQuery, type Search } from "../list-query.ts";
import { ProductState } from "./product-state.tsx";

const PATH = "/admin/products";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("products") };
}

export default async function AdminProductsPage({ searchParams }: { searchParams: Search }) {
  const [t, words] = await Promise.all([getTranslations("admin"), getTranslations("adminProducts")]);
  const create = (
    <Link href="/admin/products/new" className={buttonStyle()}>
      {t("newProduct")}
    </Link>
  );
  return (
    <AdminPage path={PATH} title={t("products")} action={create}>
      {async () => {
        const query = withFittingCursors(await readListQuery(AdminProductQuery, searchParams), "newest");
        const list = await listAdminProducts(query);
        const hrefOf = (page: number, place: Cursors = {}) => pageHref(PATH, query, page, place);
        redirectBeyondEnd(list, hrefOf);
        return (
          <>
            <ListForm action={PATH} q={query.q} placeholder={words("search")} isFiltered={isFiltered(query)}>
              <Choice
                name="status"
                label={t("state")}
                value={query.status}
                options={[
                  ["", t("everyState")],
                  ["published", words("published")],
                  ["draft", words("draft")],
                  ["archived", words("archived")],
                ]}
              />
            </ListForm>
            <Found rows={list.items}>
              <ProductTable products={list.items} />
            </Found>
            <Pagination {...list} href={hrefOf} />
          </>
        );
      }}
    </AdminPage>
  );
}

async function ProductTable({ products }: { products: readonly AdminProduct[] }) {
  const [t, format] = await Promise.all([getTranslations("admin"), getFormatter()]);
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("category")}</Th>
          <Th className="text-right">{t("price")}</Th>
          <Th className="text-right">{t("stock")}</Th>
          <Th>
            <span className="sr-only">{t("edit")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <tr key={product.id} className="hover:bg-sunken/60">
            <Td className="min-w-52">
              <span className="flex items-center gap-3">
                <ProductPicture imageUrl={product.imageUrl} alt="" className="size-10 shrink-0 rounded-md" />
                <span>
                  <bdi className="font-medium">{product.name}</bdi>
                  {product.nameKo ? (
                    <span lang="ko" className="block text-soft">
                      {product.nameKo}
                    </span>
                  ) : null}
                </span>
              </span>
            </Td>
            <Td>
              <ProductState status={product.status} />
            </Td>
            <Td className="text-soft">{product.category}</Td>
            <Td className="text-right">
              <Money amount={product.price} />
            </Td>
            <Td className="text-right">
              {product.stock === 0 ? <Badge tone="bad">0</Badge> : format.number(product.stock)}
            </Td>
            <Td className="text-right">
              <Link
                href={`${PATH}/${product.id}`}
                aria-label={t("editNamed", { name: isolated(product.name) })}
                className={buttonStyle({ variant: "secondary", size: "sm" })}
              >
                {t("edit")}
              </Link>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
