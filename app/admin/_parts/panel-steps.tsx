import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";

interface PanelStepsProps {
  /** Each leads to another part of the list; one without an address is left out. */
  steps: readonly { href: string | null; text: string }[];
}

/** The links below a long list in a panel. */
export function PanelSteps({ steps }: PanelStepsProps) {
  const links = steps.flatMap(({ href, text }) => (href === null ? [] : [{ href, text }]));
  if (links.length === 0) return null;
  return (
    <div className="flex justify-end gap-2 border-t border-line p-3">
      {links.map(({ href, text }) => (
        <Link key={text} href={href} className={buttonStyle({ variant: "secondary", size: "sm" })}>
          {text}
        </Link>
      ))}
    </div>
  );
}
