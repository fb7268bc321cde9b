import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "../../admin-page.tsx";
import { ProductForm } from "../product-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("newProduct") };
}

export default async function NewProductPage() {
  const t = await getTranslations("admin");
  return (
    <AdminPage
      path="/admin/products/new"
      back={{ href: "/admin/products", name: t("products") }}
      title={t("newProduct")}
    >
      {() => <ProductForm />}
    </AdminPage>
  );
}
