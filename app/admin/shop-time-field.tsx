"use client";

import { useTranslations } from "next-intl";
import { Field } from "#app/_components/ui/field.tsx";
import { Input } from "#app/_components/ui/input.tsx";
import { shopClock } from "#lib/values/shop-time.ts";

interface ShopTimeFieldProps {
  name: string;
  label: string;
  error: string | undefined;
  /** The instant that stands there first. */
  instant: string | null;
  required?: boolean;
  className?: string;
}

/** A time to the second, by the shop's clock, whatever zone the browser is in. */
export function ShopTimeField({
  name,
  label,
  error,
  instant,
  required = false,
  className,
}: ShopTimeFieldProps) {
  const t = useTranslations("common");
  const clock = shopClock(instant);
  return (
    <Field label={label} error={error} hint={t("zoneLong")} {...(className ? { className } : {})}>
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          name={name}
          required={required}
          // A time that has milliseconds would not be valid by whole seconds.
          step={clock.includes(".") ? 0.001 : 1}
          defaultValue={clock}
        />
      )}
    </Field>
  );
}
