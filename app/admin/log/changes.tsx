const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const LONGEST = 80;

function textOf(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What stands beside the changes: shown elsewhere, or of no use to people. */
const UNTOLD: ReadonlySet<string> = new Set(["before", "after", "name", "reason"]);

/** What a deed has changed, field by field, and why it was done. */
export function Changes({ detail }: { detail: Readonly<Record<string, unknown>> }) {
  const before = isRecord(detail["before"]) ? detail["before"] : {};
  const after = isRecord(detail["after"]) ? detail["after"] : {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const facts = Object.entries(detail).filter(([name]) => !UNTOLD.has(name));
  return (
    <div className="grid gap-1 text-xs">
      {typeof detail["reason"] === "string" ? (
        <p className="text-sm">
          <bdi>{detail["reason"]}</bdi>
        </p>
      ) : null}
      <dl className="grid gap-1">
        {fields.map((field) => (
          <div key={field} className="wrap-anywhere">
            <dt className="inline font-mono text-soft">{field}: </dt>
            <dd className="inline">
              {field in before && before[field] !== null ? (
                <>
                  <del className="text-soft">{textOf(before[field])}</del> →{" "}
                </>
              ) : null}
              <ins className="no-underline">{field in after ? textOf(after[field]) : "–"}</ins>
            </dd>
          </div>
        ))}
        {facts.map(([name, value]) => (
          <div key={name} className="wrap-anywhere text-soft">
            <dt className="inline font-mono">{name}: </dt>
            <dd className="inline">{textOf(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
