import * as anything from "#app/api/[...path]/route.ts";
import * as accountChangePassword from "#app/api/account/change-password/route.ts";
import * as accountConfirmEmail from "#app/api/account/confirm-email/route.ts";
import * as accountEndSession from "#app/api/account/end-session/route.ts";
import * as accountForgotPassword from "#app/api/account/forgot-password/route.ts";
import * as accountResetPassword from "#app/api/account/reset-password/route.ts";
import * as accountSendConfirmation from "#app/api/account/send-confirmation/route.ts";
import * as accountSignIn from "#app/api/account/sign-in/route.ts";
import * as accountSignOut from "#app/api/account/sign-out/route.ts";
import * as accountSignUp from "#app/api/account/sign-up/route.ts";
import * as adminAudit from "#app/api/admin/audit/route.ts";
import * as adminConfirm from "#app/api/admin/confirm/route.ts";
import * as adminCouponsIdEnd from "#app/api/admin/coupons/[id]/end/route.ts";
import * as adminCouponsIdHolders from "#app/api/admin/coupons/[id]/holders/route.ts";
import * as adminCouponsIdHoldersCsv from "#app/api/admin/coupons/[id]/holders.csv/route.ts";
import * as adminCouponsId from "#app/api/admin/coupons/[id]/route.ts";
import * as adminCoupons from "#app/api/admin/coupons/route.ts";
import * as adminLocksKey from "#app/api/admin/locks/[key]/route.ts";
import * as adminLocks from "#app/api/admin/locks/route.ts";
import * as adminLog from "#app/api/admin/log/route.ts";
import * as adminOrdersIdCancel from "#app/api/admin/orders/[id]/cancel/route.ts";
import * as adminOrdersId from "#app/api/admin/orders/[id]/route.ts";
import * as adminOrders from "#app/api/admin/orders/route.ts";
import * as adminOrdersCsv from "#app/api/admin/orders.csv/route.ts";
import * as adminPictures from "#app/api/admin/pictures/route.ts";
import * as adminProductsId from "#app/api/admin/products/[id]/route.ts";
import * as adminProductsIdStock from "#app/api/admin/products/[id]/stock/route.ts";
import * as adminProducts from "#app/api/admin/products/route.ts";
import * as adminRushIdCancel from "#app/api/admin/rush/[id]/cancel/route.ts";
import * as adminRushId from "#app/api/admin/rush/[id]/route.ts";
import * as adminRush from "#app/api/admin/rush/route.ts";
import * as adminUsersIdBan from "#app/api/admin/users/[id]/ban/route.ts";
import * as adminUsersIdLedger from "#app/api/admin/users/[id]/ledger/route.ts";
import * as adminUsersIdPoints from "#app/api/admin/users/[id]/points/route.ts";
import * as adminUsersIdRole from "#app/api/admin/users/[id]/role/route.ts";
import * as adminUsersId from "#app/api/admin/users/[id]/route.ts";
import * as adminUsersIdSessions from "#app/api/admin/users/[id]/sessions/route.ts";
import * as adminUsers from "#app/api/admin/users/route.ts";
import * as adminUsersCsv from "#app/api/admin/users.csv/route.ts";
import * as authGetSession from "#app/api/auth/get-session/route.ts";
import * as authSignInEmail from "#app/api/auth/sign-in/email/route.ts";
import * as authSignOut from "#app/api/auth/sign-out/route.ts";
import * as authSignUpEmail from "#app/api/auth/sign-up/email/route.ts";
import * as checkout from "#app/api/checkout/route.ts";
import * as couponsIdClaim from "#app/api/coupons/[id]/claim/route.ts";
import * as coupons from "#app/api/coupons/route.ts";
import * as demoSignIn from "#app/api/demo/sign-in/route.ts";
import * as healthLive from "#app/api/health/live/route.ts";
import * as healthReady from "#app/api/health/ready/route.ts";
import * as live from "#app/api/live/route.ts";
import * as loadEcho from "#app/api/load/echo/route.ts";
import * as loadProcess from "#app/api/load/process/route.ts";
import * as meCoupons from "#app/api/me/coupons/route.ts";
import * as metrics from "#app/api/metrics/route.ts";
import * as openapiJson from "#app/api/openapi.json/route.ts";
import * as ordersIdCancel from "#app/api/orders/[id]/cancel/route.ts";
import * as ordersId from "#app/api/orders/[id]/route.ts";
import * as ordersByKeyKey from "#app/api/orders/by-key/[key]/route.ts";
import * as orders from "#app/api/orders/route.ts";
import * as pointsHistory from "#app/api/points/history/route.ts";
import * as points from "#app/api/points/route.ts";
import * as pointsTopUpByKeyKey from "#app/api/points/top-up/by-key/[key]/route.ts";
import * as pointsTopUp from "#app/api/points/top-up/route.ts";
import * as productsId from "#app/api/products/[id]/route.ts";
import * as productsPopular from "#app/api/products/popular/route.ts";
import * as products from "#app/api/products/route.ts";
import type { Resource } from "./resource.ts";

/** Every route file of the API by its path, as Next finds it: the table that the API door serves by. */
export const API_ROUTES: Readonly<Record<`/api/${string}`, Resource>> = {
  "/api/[...path]": anything,
  "/api/account/change-password": accountChangePassword,
  "/api/account/confirm-email": accountConfirmEmail,
  "/api/account/end-session": accountEndSession,
  "/api/account/forgot-password": accountForgotPassword,
  "/api/account/reset-password": accountResetPassword,
  "/api/account/send-confirmation": accountSendConfirmation,
  "/api/account/sign-in": accountSignIn,
  "/api/account/sign-out": accountSignOut,
  "/api/account/sign-up": accountSignUp,
  "/api/admin/audit": adminAudit,
  "/api/admin/confirm": adminConfirm,
  "/api/admin/orders.csv": adminOrdersCsv,
  "/api/admin/orders/[id]/cancel": adminOrdersIdCancel,
  "/api/admin/orders/[id]": adminOrdersId,
  "/api/admin/users.csv": adminUsersCsv,
  "/api/admin/users/[id]/ban": adminUsersIdBan,
  "/api/admin/users/[id]/ledger": adminUsersIdLedger,
  "/api/admin/users/[id]/points": adminUsersIdPoints,
  "/api/admin/users/[id]/role": adminUsersIdRole,
  "/api/admin/users/[id]/sessions": adminUsersIdSessions,
  "/api/admin/users/[id]": adminUsersId,
  "/api/admin/coupons/[id]/end": adminCouponsIdEnd,
  "/api/admin/coupons/[id]/holders": adminCouponsIdHolders,
  "/api/admin/coupons/[id]/holders.csv": adminCouponsIdHoldersCsv,
  "/api/admin/coupons/[id]": adminCouponsId,
  "/api/admin/coupons": adminCoupons,
  "/api/admin/log": adminLog,
  "/api/admin/locks/[key]": adminLocksKey,
  "/api/admin/locks": adminLocks,
  "/api/admin/orders": adminOrders,
  "/api/admin/pictures": adminPictures,
  "/api/admin/products/[id]/stock": adminProductsIdStock,
  "/api/admin/products/[id]": adminProductsId,
  "/api/admin/products": adminProducts,
  "/api/admin/rush/[id]/cancel": adminRushIdCancel,
  "/api/admin/rush/[id]": adminRushId,
  "/api/admin/rush": adminRush,
  "/api/admin/users": adminUsers,
  "/api/auth/get-session": authGetSession,
  "/api/auth/sign-in/email": authSignInEmail,
  "/api/auth/sign-out": authSignOut,
  "/api/auth/sign-up/email": authSignUpEmail,
  "/api/checkout": checkout,
  "/api/coupons/[id]/claim": couponsIdClaim,
  "/api/coupons": coupons,
  "/api/demo/sign-in": demoSignIn,
  "/api/health/live": healthLive,
  "/api/health/ready": healthReady,
  "/api/live": live,
  "/api/load/echo": loadEcho,
  "/api/load/process": loadProcess,
  "/api/me/coupons": meCoupons,
  "/api/metrics": metrics,
  "/api/openapi.json": openapiJson,
  "/api/orders/by-key/[key]": ordersByKeyKey,
  "/api/orders/[id]/cancel": ordersIdCancel,
  "/api/orders/[id]": ordersId,
  "/api/orders": orders,
  "/api/points/history": pointsHistory,
  "/api/points": points,
  "/api/points/top-up/by-key/[key]": pointsTopUpByKeyKey,
  "/api/points/top-up": pointsTopUp,
  "/api/products/[id]": productsId,
  "/api/products/popular": productsPopular,
  "/api/products": products,
};
