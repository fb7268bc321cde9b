"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { z } from "zod";
import type { Attempt } from "#app/_api/attempt.ts";
import { callApi } from "#app/_api/call-api.ts";
import { callOnce } from "#app/_api/call-once.ts";
import { toast } from "#app/_components/ui/toast.ts";
import { changedFields, type MovedField, onto, showTexts, type Texts, textsIn } from "./row-texts.ts";
import { useAdminCall } from "./use-admin-call.ts";

interface RowForm<Row> {
  /** The row that is changed; nothing when one is created. */
  readonly row: Row | undefined;
  readonly schema: z.ZodType<Row>;
  /** Where a row is created; each row has its own address below. */
  readonly path: string;
  readonly answer: z.ZodType<Row>;
  /** What the fields show of a row. */
  readonly textsOf: (row: Row) => Texts;
  /** The fields of these names as the API takes them. */
  readonly bodyOf: (form: FormData, names: ReadonlySet<string>) => object;
  readonly done: string;
}

/**
 * A form over one row: it sends what was changed and nothing else, with the version that it shows. When the row was
 * changed meanwhile, it tells what moved, shows that where nothing was typed, and keeps what was typed.
 */
export function useRowForm<Row extends { readonly id: string; readonly version: number }>({
  row,
  schema,
  path,
  answer,
  textsOf,
  bodyOf,
  done,
}: RowForm<Row>) {
  const t = useTranslations("admin");
  const { run, pending, problem, fieldError } = useAdminCall();
  const [shown, setShown] = useState(row);
  const [moved, setMoved] = useState<readonly MovedField[]>([]);
  const own = useRef<Attempt>(undefined);
  const save = (fields: object) => {
    if (!row) return callOnce(own, { method: "POST", path, body: fields, schema: answer });
    const body = { ...fields, version: shown?.version };
    return callApi({ method: "PATCH", path: `${path}/${row.id}`, body, schema: answer });
  };
  const submit = async (element: HTMLFormElement): Promise<Row | null> => {
    const typed = textsIn(element);
    const before = shown ? textsOf(shown) : null;
    const names = before ? changedFields(before, typed) : Object.keys(typed);
    setMoved([]);
    if (names.length === 0) {
      toast({ tone: "good", text: t("nothingChanged") });
      return null;
    }
    const call = () => save(bodyOf(new FormData(element), new Set(names)));
    const saved = await run(call, done, ({ code, facts }) => {
      const current = code === "STALE" ? schema.safeParse(facts["current"]) : null;
      if (!current?.success || !before) return;
      const news = onto(before, textsOf(current.data), textsIn(element));
      showTexts(element, news.texts);
      setMoved(news.moved);
      setShown(current.data);
    });
    if (!saved) return null;
    if (before) {
      // What was typed while it was saved is the next change.
      showTexts(element, onto(typed, textsOf(saved), textsIn(element)).texts);
      setShown(saved);
    }
    return saved;
  };
  return { submit, shown, moved, pending, problem, fieldError };
}
