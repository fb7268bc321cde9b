import { PackageOpen } from "lucide-react";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Skeleton } from "#app/_components/ui/skeleton.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { Tabs } from "#app/_components/ui/tabs.tsx";
import { Part, Section } from "./section.tsx";

const BADGES = ["plain", "accent", "good", "warn", "bad"] as const;
const NOTICES = ["plain", "good", "warn", "bad"] as const;

/** What is shown. */
export function Surfaces() {
  return (
    <Section title="Surfaces">
      <Part name="badge">
        {BADGES.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </Part>
      <Part name="notice">
        {NOTICES.map((tone) => (
          <Notice key={tone} tone={tone}>
            A {tone} sentence about what just happened.
          </Notice>
        ))}
      </Part>
      <Part name="table">
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Left</Th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <Td>Moon Jar Mug</Td>
              <Td>129</Td>
            </tr>
            <tr>
              <Td>Letter Set</Td>
              <Td>0</Td>
            </tr>
          </tbody>
        </Table>
      </Part>
      <Part name="tabs">
        <Tabs
          label="Coupons"
          tabs={[
            { value: "open", title: "Open", panel: <p>The first panel.</p> },
            { value: "mine", title: "Yours", panel: <p>The second panel.</p> },
          ]}
        />
      </Part>
      <Part name="skeleton">
        <Skeleton className="h-11 w-60" />
        <Skeleton className="size-24" />
      </Part>
      <Part name="empty state">
        <div className="w-full max-w-lg">
          <EmptyState title="No product fits" text="Try fewer words." icon={<PackageOpen />}>
            <Button variant="secondary">Show everything</Button>
          </EmptyState>
        </div>
      </Part>
    </Section>
  );
}
