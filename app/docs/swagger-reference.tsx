"use client";

import { type ReactNode, useRef, useState } from "react";
import { z } from "zod";
import { Button } from "#app/_components/ui/button.tsx";

const FOLDER = "/docs/swagger-ui";
const Bundle = z.custom<(options: Record<string, unknown>) => unknown>(
  (value) => typeof value === "function",
);

/**
 * The page's own reference, which a button replaces by Swagger UI: self-hosted, it sends requests as the
 * signed-in shopper. It comes by a button because its marks are not accessible enough to be everybody's first page.
 */
export function SwaggerReference({ label, children }: { label: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"own" | "loading" | "swagger">("own");
  const open = async () => {
    setState("loading");
    try {
      const swagger = await loadBundle();
      const look = { docExpansion: "list", defaultModelsExpandDepth: -1, tryItOutEnabled: true };
      swagger({ ...look, domNode: place.current, url: "/api/openapi.json", validatorUrl: null });
      setState("swagger");
    } catch {
      // The page's own reference stays.
      setState("own");
    }
  };
  return (
    <>
      {state === "swagger" ? null : (
        <Button className="mb-10" pending={state === "loading"} onClick={() => void open()}>
          {label}
        </Button>
      )}
      <div ref={place} />
      {state === "swagger" ? null : children}
    </>
  );
}

async function loadBundle() {
  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: `${FOLDER}/swagger-ui.css`,
  });
  const script = Object.assign(document.createElement("script"), { src: `${FOLDER}/swagger-ui-bundle.js` });
  document.head.append(style, script);
  await Promise.all([style, script].map(untilLoaded));
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.classList.toggle("dark-mode", isDark);
  return Bundle.parse(Reflect.get(window, "SwaggerUIBundle"));
}

function untilLoaded(element: HTMLElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", reject);
  });
}
