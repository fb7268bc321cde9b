import Link from "#app/_components/link.tsx";
import { shortId } from "./names.ts";

interface CauseProps {
  orderId?: string | null | undefined;
  reason?: string | null | undefined;
  actor?: string | null | undefined;
}

/** Why a balance or a stock was changed: the order, or the reason and the admin who gave it. */
export function Cause({ orderId, reason, actor }: CauseProps) {
  return (
    <>
      {orderId ? (
        <Link
          href={`/admin/orders/${orderId}`}
          className="font-mono text-xs underline-offset-4 hover:underline"
        >
          {shortId(orderId)}
        </Link>
      ) : null}
      {reason ? <span className="block">{reason}</span> : null}
      {actor ? <span className="block text-xs text-soft">{actor}</span> : null}
    </>
  );
}
