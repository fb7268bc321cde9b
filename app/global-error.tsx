"use client";

import { useNewerBuild } from "./_components/newer-build.ts";

/**
 * What is shown when even the frame of the pages could not be made, so that neither styles nor texts are
 * there: both languages, and a link that asks anew.
 */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  useNewerBuild(error);
  return (
    <html lang="en">
      <body
        style={{ fontFamily: "sans-serif", display: "grid", placeContent: "center", minHeight: "100dvh" }}
      >
        <main style={{ maxWidth: "32rem", padding: "1.5rem", lineHeight: 1.6 }}>
          <h1>The shop can’t be shown right now</h1>
          <p>Nothing was bought or charged. Try again in a moment.</p>
          <p lang="ko">지금은 가게를 보여 드릴 수 없어요. 주문되거나 결제된 것은 없어요.</p>
          <p>
            <a href="/">Try again · 다시 시도</a>
          </p>
        </main>
      </body>
    </html>
  );
}
