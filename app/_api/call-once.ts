import { keyOfSame, type OwnAttempt } from "./attempt.ts";
import { type ApiResult, type Call, callApi } from "./call-api.ts";
import { newKey } from "./new-key.ts";

/**
 * Calls an idempotent operation. The same body, sent again as after a lost answer, goes under the same key and is done
 * once. A page that wants the same again empties `own` first.
 */
export function callOnce<T>(own: OwnAttempt, call: Omit<Call<T>, "idempotencyKey">): Promise<ApiResult<T>> {
  const body = JSON.stringify(call.body);
  const key = keyOfSame(own, body) ?? newKey();
  own.current = { key, body };
  return callApi({ ...call, idempotencyKey: key });
}
