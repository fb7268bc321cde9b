"use client";

import { useEffect, useRef, useState } from "react";
import { type Texts, textsIn } from "./row-texts.ts";

/** What stands in the fields, as it is typed; also what was typed before this ran or was changed by somebody else. */
export function useTyped(first: Texts) {
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(first);
  const look = () => {
    if (!form.current) return;
    // A field that is turned off sends nothing and is shown all the same.
    const now = { ...typed, ...textsIn(form.current) };
    setTyped((known) => (JSON.stringify(known) === JSON.stringify(now) ? known : now));
  };
  useEffect(look);
  return { form, typed, look };
}
