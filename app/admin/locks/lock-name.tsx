/** What a key is about, in words where it has any, with the key itself. */
export function LockName({ lockKey, name }: { lockKey: string; name: string | null }) {
  return (
    <>
      {name ? <span className="block font-medium">{name}</span> : null}
      <span className="font-mono text-xs text-soft">{lockKey}</span>
    </>
  );
}
