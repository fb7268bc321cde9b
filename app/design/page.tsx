import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { env } from "#lib/env.ts";
import { Controls } from "./controls.tsx";
import { Overlays } from "./overlays.tsx";
import { Surfaces } from "./surfaces.tsx";
import { Tokens } from "./tokens.tsx";

export const metadata: Metadata = { title: "Design system", robots: { index: false } };

/** Every part of the design system in all its states, for the shop's engineers. It is not there in production. */
export default async function DesignPage() {
  await connection();
  if (env().NODE_ENV === "production") notFound();
  return (
    <div lang="en" className="grid grid-cols-1 gap-16">
      <h1 className="text-display">Design system</h1>
      <Tokens />
      <Controls />
      <Surfaces />
      <Overlays />
    </div>
  );
}
