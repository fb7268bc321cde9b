const flows = require("@medusajs/medusa/core-flows");
const { ContainerRegistrationKeys, Modules } = require("@medusajs/framework/utils");

/** Makes what a shop needs to sell, and the hot products. */
exports.default = async function seed({ container, args }) {
  const [products, stock] = args.map(Number);
  const run = async (flow, input) => (await flow(container).run({ input })).result;
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const fulfillment = container.resolve(Modules.FULFILLMENT);

  const [channel] = await run(flows.createSalesChannelsWorkflow, { salesChannelsData: [{ name: "Bench" }] });
  const [region] = await run(flows.createRegionsWorkflow, {
    regions: [
      { name: "Korea", currency_code: "usd", countries: ["kr"], payment_providers: ["pp_system_default"] },
    ],
  });
  await run(flows.createTaxRegionsWorkflow, [{ country_code: "kr", provider_id: "tp_system" }]);
  const [location] = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: "Warehouse", address: { address_1: "1", city: "Seoul", country_code: "KR" } }],
  });
  const place = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create({ ...place, [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" } });
  const [profile] = await run(flows.createShippingProfilesWorkflow, {
    data: [{ name: "Bench", type: "bench" }],
  });
  const set = await fulfillment.createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [{ name: "Korea", geo_zones: [{ country_code: "kr", type: "country" }] }],
  });
  await link.create({ ...place, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } });
  const [option] = await run(flows.createShippingOptionsWorkflow, [
    {
      name: "Standard",
      price_type: "flat",
      provider_id: "manual_manual",
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: "Standard", description: "Standard", code: "standard" },
      prices: [{ currency_code: "usd", amount: 5 }],
      rules: [
        { attribute: "enabled_in_store", value: "true", operator: "eq" },
        { attribute: "is_return", value: "false", operator: "eq" },
      ],
    },
  ]);
  await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
  const [key] = await run(flows.createApiKeysWorkflow, {
    api_keys: [{ title: "Bench", type: "publishable", created_by: "" }],
  });
  await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel.id] });

  const made = await run(flows.createProductsWorkflow, {
    products: Array.from({ length: products }, (_, index) => ({
      title: `Hot ${index}`,
      handle: `hot-${index}`,
      status: "published",
      shipping_profile_id: profile.id,
      sales_channels: [{ id: channel.id }],
      options: [{ title: "Size", values: ["One"] }],
      variants: [
        {
          title: "One",
          sku: `hot-${index}`,
          manage_inventory: true,
          allow_backorder: false,
          options: { Size: "One" },
          prices: [{ currency_code: "usd", amount: 10 }],
        },
      ],
    })),
  });
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data: items } = await query.graph({ entity: "inventory_item", fields: ["id", "sku"] });
  await run(flows.createInventoryLevelsWorkflow, {
    inventory_levels: items.map(({ id }) => ({
      location_id: location.id,
      inventory_item_id: id,
      stocked_quantity: stock,
    })),
  });
  const facts = {
    products: made.map(({ variants: [variant] }) => variant.id),
    key: key.token,
    region: region.id,
    shippingOption: option.id,
  };
  await new Promise((sent) => process.send(facts, sent));
};
