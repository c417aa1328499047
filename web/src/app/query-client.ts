import { QueryClient } from "@tanstack/react-query";
import { RefusedError } from "@/http/refusal";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server refused stays refused; only an unreachable server is worth another try.
      retry: (count, error) => count < 2 && error instanceof RefusedError && (error.status === 0 || error.status >= 500),
      retryDelay: (count) => 400 * 2 ** count,
    },
  },
});
