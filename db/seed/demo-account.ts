/** The demo shopper's sign-in; anybody who runs the shop may use it. */
export const DEMO = { name: "Demo Shopper", email: "demo@lockstep.local", password: "demo-shopper-1" };
