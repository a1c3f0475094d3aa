/** Share of wallet, potential and growth. */
export { shareOfWallet } from "./share-of-wallet.js";
export type {
  CompetitorSales,
  Wallet,
  WalletAccount,
  WalletGrowth,
  WalletOptions,
  WalletPart,
  WalletRow,
  WalletTable,
} from "./model.js";
export { walletAllocation, walletAllocationShare } from "./wallet-allocation.js";
export type { BrandShare, RatedBrand } from "./wallet-allocation.js";
