import core from "@vendure/core";
import { populateInitialData } from "@vendure/core/cli/index.js";
import { config } from "./config.mjs";

/** Makes the tables of an empty database, what a shop needs to sell, the buyers, and the hot products. */
const [buyers, products, stock] = process.argv.slice(2).map(Number);
const PASSWORD = process.env["ADMIN_PASSWORD"];

const app = await core.bootstrap(config);
await populateInitialData(app, {
  defaultLanguage: "en",
  defaultZone: "Asia",
  countries: [{ name: "Korea", code: "KR", zone: "Asia" }],
  taxRates: [{ name: "Standard Tax", percentage: 10 }],
  shippingMethods: [{ name: "Standard", price: 500 }],
  paymentMethods: [
    {
      name: "Dummy",
      handler: {
        code: core.dummyPaymentHandler.code,
        arguments: [{ name: "automaticSettle", value: "true" }],
      },
    },
  ],
  collections: [],
});
const context = await app.get(core.RequestContextService).create({ apiType: "admin" });
const emails = Array.from({ length: buyers }, (_, index) => `buyer-${index}@bench.test`);
for (const emailAddress of emails) {
  const person = { firstName: "Bench", lastName: "Buyer", emailAddress };
  await app.get(core.CustomerService).create(context, person, PASSWORD);
}
const variants = [];
for (let index = 0; index < products; index += 1) {
  const name = `hot-${index}`;
  const translations = [{ languageCode: "en", name, slug: name, description: "" }];
  const product = await app.get(core.ProductService).create(context, { translations, enabled: true });
  const [variant] = await app.get(core.ProductVariantService).create(context, [
    {
      productId: product.id,
      sku: name,
      price: 1000,
      stockOnHand: stock,
      trackInventory: "TRUE",
      translations: [{ languageCode: "en", name }],
    },
  ]);
  variants.push(String(variant.id));
}
const { items: methods } = await app.get(core.ShippingMethodService).findAll(context);
const { items: payments } = await app.get(core.PaymentMethodService).findAll(context);
const facts = {
  emails,
  products: variants,
  shippingMethod: String(methods[0].id),
  paymentMethod: payments[0].code,
};
await new Promise((sent) => process.send(facts, sent));
await app.close();
process.exit();
