import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { openApiDocument } from "#app/api/openapi.json/document.ts";
import { ERRORS } from "#lib/errors.ts";
import { OperationSection } from "./operation-section.tsx";
import { operationsByTag } from "./reading.ts";
import { SwaggerReference } from "./swagger-reference.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("docs"))("title") };
}

/** The API's reference, made from the same document that machines read. */
export default async function DocsPage() {
  const t = await getTranslations("docs");
  const sections = operationsByTag(openApiDocument());
  return (
    <>
      <PageHeading title={t("title")} />
      <p className="-mt-4 mb-10 max-w-prose text-soft">
        {t("intro")}{" "}
        <Link href="/api/openapi.json" className="text-ink underline underline-offset-4">
          {t("raw")}
        </Link>{" "}
        <a href={`#${t("codes")}`} className="text-ink underline underline-offset-4">
          {t("codes")}
        </a>
      </p>
      <SwaggerReference label={t("tryIt")}>
        <div className="grid gap-10 lg:grid-cols-[11rem_1fr]">
          <nav
            aria-label={t("sections")}
            className="-mx-4 overflow-x-auto px-4 lg:sticky lg:top-24 lg:mx-0 lg:self-start lg:px-0"
          >
            <ul className="flex gap-1 lg:grid">
              {[...sections.keys()].map((tag) => (
                <li key={tag}>
                  <a
                    href={`#${tag}`}
                    className="flex min-h-11 items-center rounded-md px-3 text-sm whitespace-nowrap hover:bg-sunken"
                  >
                    {tag}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="grid min-w-0 gap-14">
            {[...sections].map(([tag, operations]) => (
              <section key={tag} id={tag} className="grid scroll-mt-24 gap-5">
                <h2 className="text-2xl font-semibold tracking-tight">{tag}</h2>
                {operations.map((operation) => (
                  <OperationSection key={operation.id} operation={operation} />
                ))}
              </section>
            ))}
          </div>
        </div>
      </SwaggerReference>
      <Codes />
    </>
  );
}

async function Codes() {
  const t = await getTranslations("docs");
  return (
    <section id={t("codes")} className="mt-14 grid scroll-mt-24 gap-5">
      <h2 className="text-2xl font-semibold tracking-tight">{t("codes")}</h2>
      <Table>
        <thead>
          <tr>
            <Th>{t("code")}</Th>
            <Th>{t("status")}</Th>
            <Th>{t("meaning")}</Th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(ERRORS).map(([code, { status, title }]) => (
            <tr key={code} id={code} className="scroll-mt-24">
              <Td className="font-mono text-xs">{code}</Td>
              <Td>{status}</Td>
              <Td lang="en">{title}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
