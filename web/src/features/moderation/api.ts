import { queryOptions } from "@tanstack/react-query";
import type {
  BlockList,
  OpenedReport,
  PlaceAuditPage,
  ReportBody,
  ReportLines,
  ReportOutcome,
  ReportPage,
  ReportView,
} from "@/contract/http";
import { request } from "@/http/request";

export const blocksQuery = queryOptions({
  queryKey: ["blocks"],
  queryFn: ({ signal }) => request<BlockList>("/blocks", { signal }),
});
export const block = (userId: string) => request<void>(`/blocks/${userId}`, { method: "PUT" });
export const unblock = (userId: string) => request<void>(`/blocks/${userId}`, { method: "DELETE" });

export const report = (body: ReportBody) => request<ReportView>("/reports", { method: "POST", body, once: true });
export const myReports = (cursor: string | null, signal?: AbortSignal) =>
  request<ReportPage>("/reports/mine", { query: { cursor }, signal });

export const placeAudit = (place: string, cursor: string | null, signal?: AbortSignal) =>
  request<PlaceAuditPage>(`/rooms/${place}/audit`, { query: { cursor }, signal });

export const listReports = (closed: boolean, cursor: string | null, signal?: AbortSignal) =>
  request<ReportLines>("/admin/reports", { query: { closed: `${closed}`, cursor }, signal });
export const openReport = (id: string) => request<OpenedReport>(`/admin/reports/${id}`);
export const closeReport = (id: string, outcome: ReportOutcome, answer: string) =>
  request<OpenedReport>(`/admin/reports/${id}/close`, { method: "POST", body: { outcome, answer } });
export const closeRoom = (roomId: string, reason: string) =>
  request<void>(`/admin/rooms/${roomId}/close`, { method: "POST", body: { reason } });
