import { useTranslations } from "next-intl";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { ShownOperation } from "./reading.ts";

/** One operation: what it takes and what it answers. */
export function OperationSection({ operation }: { operation: ShownOperation }) {
  const t = useTranslations("docs");
  const { id, method, path, summary, needsSession, parameters, body, answers } = operation;
  return (
    <article id={id} className="scroll-mt-24 rounded-lg border border-line bg-surface">
      <header className="grid gap-1.5 p-5">
        <div className="flex flex-wrap items-center gap-3">
          <h3 className="font-mono text-sm font-medium break-all">
            {method} {path}
          </h3>
          {needsSession ? <Badge tone="accent">{t("needsSession")}</Badge> : null}
        </div>
        <p lang="en" className="text-sm text-soft">
          {summary}
        </p>
      </header>
      <div className="grid gap-4 border-t border-line p-5">
        {parameters.length > 0 ? <Parameters parameters={parameters} /> : null}
        {body ? <Shape title={t("body")} shape={body} /> : null}
        <Table>
          <caption className="sr-only">{t("answers")}</caption>
          <thead>
            <tr>
              <Th>{t("status")}</Th>
              <Th>{t("about")}</Th>
            </tr>
          </thead>
          <tbody>
            {answers.map(({ status, description, body: shape }) => (
              <tr key={status}>
                <Td className="align-top font-mono text-xs">{status}</Td>
                <Td lang="en">
                  {shape ? (
                    <Shape title={description} shape={shape} />
                  ) : (
                    <span className="break-words">{description}</span>
                  )}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </article>
  );
}

function Parameters({ parameters }: Pick<ShownOperation, "parameters">) {
  const t = useTranslations("docs");
  return (
    <Table>
      <caption className="sr-only">{t("parameters")}</caption>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("type")}</Th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, where, required, type }) => (
          <tr key={`${where} ${name}`}>
            <Td className="align-top">
              <span className="font-mono text-xs">{name}</span>
              <span className="block text-xs text-soft">
                {where}
                {required ? `, ${t("required")}` : ""}
              </span>
            </Td>
            <Td>
              <code className="text-xs break-all">{type}</code>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A JSON schema, folded away until somebody wants it. */
function Shape({ title, shape }: { title: string; shape: string }) {
  return (
    <details>
      <summary className="inline-flex min-h-11 items-center text-sm font-medium">{title}</summary>
      <pre className="rounded-md bg-sunken p-4 font-mono text-xs break-all whitespace-pre-wrap">{shape}</pre>
    </details>
  );
}
