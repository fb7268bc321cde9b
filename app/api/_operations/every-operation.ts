import type { Operation } from "../_http/operation.ts";
import * as admin from "./admin.ts";
import * as adminCoupons from "./admin-coupons.ts";
import * as adminOrders from "./admin-orders.ts";
import * as adminPeople from "./admin-people.ts";
import * as adminProducts from "./admin-products.ts";
import * as catalog from "./catalog.ts";
import * as checkout from "./checkout.ts";
import * as coupons from "./coupons.ts";
import * as health from "./health.ts";
import * as orders from "./orders.ts";
import * as points from "./points.ts";
import * as rush from "./rush.ts";

/** Every operation of the API that goes through `route`, in the order in which a reader meets them. */
export const everyOperation: readonly Operation[] = [
  catalog,
  checkout,
  coupons,
  points,
  orders,
  admin,
  rush,
  adminCoupons,
  adminOrders,
  adminPeople,
  adminProducts,
  health,
].flatMap((domain): Operation[] => Object.values(domain));
