/** A product of the seeded shop. Its picture is `/products/{slug}.svg`. */
export interface SeedProduct {
  readonly slug: string;
  readonly name: string;
  readonly nameKo: string;
  readonly description: string;
  readonly descriptionKo: string;
  readonly price: number;
  readonly stock: number;
  /** Minutes from seeding until it goes on sale; on sale at once where it is absent. */
  readonly saleInMinutes?: number;
}
