"use client";

import { useEffect, useEffectEvent, useRef } from "react";

/** Takes over what was typed or chosen in a control before this page began to work, or was kept by the browser. */
export function useTypedBefore<T extends HTMLInputElement | HTMLSelectElement = HTMLInputElement>(
  take: (text: string) => void,
) {
  const control = useRef<T>(null);
  const start = useEffectEvent(() => {
    if (control.current) take(control.current.value);
  });
  useEffect(() => start(), []);
  return control;
}
