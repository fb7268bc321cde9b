import type { Fault } from "./fault.ts";
import { POSTGRES_FAULTS } from "./postgres-faults.ts";
import { PROCESS_FAULTS } from "./process-faults.ts";
import { REDIS_FAULTS } from "./redis-faults.ts";

/** Every fault of the rush over two machines. */
export const FAULTS: readonly Fault[] = [...POSTGRES_FAULTS, ...REDIS_FAULTS, ...PROCESS_FAULTS];
