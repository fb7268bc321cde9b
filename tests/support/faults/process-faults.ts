import { setTimeout as pause } from "node:timers/promises";
import { type Fault, lasting } from "./fault.ts";

function tell(pid: number, signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended, or its supervisor has replaced it.
  }
}

/** The faults of the processes themselves, of their clocks, and of several services at once. */
export const PROCESS_FAULTS: readonly Fault[] = [
  {
    name: "a process is killed",
    isShort: false,
    breaksConnections: true,
    sellsMeanwhile: true,
    begin: async ({ machine }, random) => {
      tell(machine.somePid(random()), "SIGKILL");
      await lasting();
    },
  },
  {
    name: "all processes of a machine are killed at once",
    isShort: false,
    breaksConnections: true,
    begin: async ({ machine }) => {
      for (const pid of machine.app.pids) tell(pid, "SIGKILL");
      await lasting();
    },
  },
  {
    name: "a process is stopped, and goes on after its locks have ended",
    isShort: false,
    breaksConnections: true,
    begin: async ({ machine }, random) => {
      const pid = machine.somePid(random());
      tell(pid, "SIGSTOP");
      await lasting(12_000);
      tell(pid, "SIGCONT");
    },
  },
  {
    name: "a process stands still for moments, again and again",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ machine }, random) => {
      const pid = machine.somePid(random());
      for (let count = 0; count < 5; count += 1) {
        tell(pid, "SIGSTOP");
        await pause(300 + random() * 700);
        tell(pid, "SIGCONT");
        await pause(random() * 300);
      }
    },
  },
  {
    name: "all processes are replaced, one after the other",
    isShort: false,
    sellsMeanwhile: true,
    begin: ({ machine }) => machine.app.reload(),
  },
  {
    name: "a machine's clock jumps an hour ahead, and back",
    isShort: false,
    sellsMeanwhile: true,
    needsClocks: true,
    begin: async ({ clocks }) => {
      clocks?.machine.jump(3_600);
      await lasting();
      clocks?.machine.jump(0);
      await lasting(1_500);
    },
  },
  {
    name: "a machine's clock jumps an hour back",
    isShort: false,
    sellsMeanwhile: true,
    needsClocks: true,
    begin: async ({ clocks }) => {
      clocks?.machine.jump(-3_600);
      await lasting();
      clocks?.machine.jump(0);
      await lasting(1_500);
    },
  },
  {
    name: "Redis is killed while connections to PostgreSQL are cut",
    isShort: false,
    begin: async ({ machine, redis }, random) => {
      await redis.kill();
      for (let count = 0; count < 6; count += 1) {
        machine.postgres.cutAll();
        await pause(random() * 600);
      }
      await redis.launch();
    },
  },
  {
    name: "a process is killed while Redis is frozen",
    isShort: false,
    breaksConnections: true,
    begin: async ({ machine, redis }, random) => {
      redis.pause();
      await pause(random() * 1_000);
      tell(machine.somePid(random()), "SIGKILL");
      await lasting();
      redis.resume();
    },
  },
];
