/** Service: orders on time and in full, backlog, complaints. */
export { complaintService } from "./complaint-service.js";
export type {
  ComplaintFact,
  ComplaintOptions,
  ComplaintService,
  OpenComplaint,
} from "./complaint-service.js";
export type {
  Backlog,
  KnownRate,
  Lateness,
  LineService,
  OrderService,
  OrderServiceResult,
  ServiceDelivery,
  ServiceLine,
  ServiceOptions,
  ServiceOrder,
  ServiceRate,
  ServiceRates,
  UnknownRate,
} from "./model.js";
export { orderService } from "./order-service.js";
