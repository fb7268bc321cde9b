"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "#app/_components/ui/button.tsx";

const Drawer = lazy(() =>
  import("#app/_components/ui/drawer.tsx").then((part) => ({ default: part.Drawer })),
);
const TopUpForm = lazy(() =>
  import("../points/top-up-form.tsx").then((part) => ({ default: part.TopUpForm })),
);

interface TopUpDrawerProps {
  account: string;
  missing: number;
  onToppedUp: (balance: number) => void;
}

/** Tops up without leaving the checkout; it loads when it is asked for. */
export function TopUpDrawer({ account, missing, onToppedUp }: TopUpDrawerProps) {
  const t = useTranslations("checkout");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const done = (balance: number) => {
    setOpen(false);
    onToppedUp(balance);
  };
  return (
    <>
      <Button ref={opener} variant="secondary" onClick={() => setOpen(true)}>
        {t("topUp")}
      </Button>
      {isOpen ? (
        <Suspense>
          <Drawer open onOpenChange={setOpen} title={t("topUp")} close={common("close")}>
            <TopUpForm account={account} missing={missing} onDone={done} />
          </Drawer>
        </Suspense>
      ) : null}
    </>
  );
}
