import { z } from "zod";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";

const Rows = z.array(z.record(z.string(), z.unknown()));

/** The first rows that break a promise, as the database has them. */
export function Violations({ detail, name }: { detail: string; name: string }) {
  const rows = Rows.safeParse(JSON.parse(detail)).data ?? [];
  const columns = Object.keys(rows[0] ?? {});
  return (
    <div className="mt-3">
      <Table label={name} className="text-xs">
        <thead>
          <tr>
            {columns.map((column) => (
              <Th key={column} className="py-2 font-mono">
                {column}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {columns.map((column) => (
                <Td key={column} className="py-2 font-mono">
                  {typeof row[column] === "string" ? row[column] : JSON.stringify(row[column])}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
