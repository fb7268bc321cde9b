/** The seeded demo shopper's sign-in, who buys and claims and changes nothing else; visitors get one of their own. */
export const DEMO = { name: "Demo Shopper", email: "demo@lockstep.local", password: "demo-shopper-1" };
