"use client";

import { Button } from "#app/_components/ui/button.tsx";
import { Confirm } from "#app/_components/ui/dialog.tsx";
import { Drawer } from "#app/_components/ui/drawer.tsx";
import { toast } from "#app/_components/ui/toast.ts";
import { Part, Section } from "./section.tsx";

/** What comes over the page. */
export function Overlays() {
  return (
    <Section title="Overlays">
      <Part name="dialog, drawer, toast">
        <Confirm
          trigger={<Button variant="secondary">Ask</Button>}
          title="Cancel this order?"
          description="Its points and coupon come back to you."
          confirm="Cancel order"
          cancel="Keep it"
          onConfirm={async () => toast({ tone: "good", text: "Cancelled." })}
        />
        <Drawer
          trigger={<Button variant="secondary">Open the drawer</Button>}
          title="Top up points"
          description="Without leaving the page."
          close="Close"
        >
          <p>What is done on the way.</p>
        </Drawer>
        <Button variant="secondary" onClick={() => toast({ tone: "good", text: "Saved." })}>
          Tell something good
        </Button>
        <Button variant="secondary" onClick={() => toast({ tone: "bad", text: "No connection." })}>
          Tell something bad
        </Button>
      </Part>
    </Section>
  );
}
