using StudyHub.Data;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>What every turn of a meeting stores, as prepared statements: after a restart everybody comes back at once, each with a turn.</summary>
internal static class SeatLog
{
    private const string RoomSql = """
        INSERT INTO "meetings_rooms" ("RoomId", "Life", "Owner", "ReservedFor", "ReservedUntil", "EmptySince", "Locked", "SharePolicy", "Version")
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
            ON CONFLICT ("RoomId") DO UPDATE SET "Life" = excluded."Life", "Owner" = excluded."Owner", "ReservedFor" = excluded."ReservedFor",
                "ReservedUntil" = excluded."ReservedUntil", "EmptySince" = excluded."EmptySince", "Locked" = excluded."Locked",
                "SharePolicy" = excluded."SharePolicy", "Version" = excluded."Version"
        """;

    private const string ChangeSql = """
        UPDATE "meetings_seats" SET "SessionId" = @p1, "Handle" = @p2, "DisplayName" = @p3, "Avatar" = @p4, "Device" = @p5, "DeviceLabel" = @p6,
            "Call" = @p7, "HeldSince" = @p8, "Microphone" = @p9, "Camera" = @p10, "ShareOrder" = @p11, "ShareSound" = @p12, "Stopped" = @p13,
            "HandOrder" = @p14, "CameraOffSince" = @p15, "CameraRemindedAt" = @p16
            WHERE "Id" = @p0
        """;

    private const string AddSql = """
        INSERT INTO "meetings_seats" ("Id", "SessionId", "Handle", "DisplayName", "Avatar", "Device", "DeviceLabel", "Call", "HeldSince", "Microphone",
            "Camera", "ShareOrder", "ShareSound", "Stopped", "HandOrder", "CameraOffSince", "CameraRemindedAt", "RoomId", "UserId", "EnteredAt")
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19);
        INSERT INTO "meetings_visits" ("RoomId", "UserId", "FirstAt") VALUES (@p17, @p18, @p19) ON CONFLICT ("RoomId", "UserId") DO NOTHING
        """;

    public static Task SaveAsync(MeetingsDb db, MeetingState state) => db.RunPreparedAsync(
        RoomSql,
        state.RoomId.Value,
        (int)state.Life,
        state.Owner.Value,
        state.Reservation?.For.Value,
        state.Reservation?.Until.ToUnixTimeMilliseconds(),
        state.EmptySince?.ToUnixTimeMilliseconds(),
        state.Hosting.Locked,
        (int)state.SharePolicy,
        state.Version);

    /// <summary>Where there is no row, its user has just moved to another room, and the release is on its way.</summary>
    public static Task ChangeAsync(MeetingsDb db, Seat seat) => db.RunPreparedAsync(ChangeSql, Columns(seat));

    /// <summary>A new seat, and that its user has been here.</summary>
    public static Task AddAsync(MeetingsDb db, RoomId room, Seat seat) => db.RunPreparedAsync(
        AddSql, [.. Columns(seat), room.Value, seat.UserId.Value, seat.EnteredAt.ToUnixTimeMilliseconds()]);

    private static object?[] Columns(Seat seat) =>
    [
        seat.Id.Value,
        seat.SessionId.Value,
        seat.Handle,
        seat.DisplayName,
        seat.Avatar,
        seat.Device,
        seat.DeviceLabel,
        seat.Call,
        seat.HeldSince?.ToUnixTimeMilliseconds(),
        seat.Microphone,
        seat.Camera,
        seat.ShareOrder,
        seat.ShareSound,
        (int)seat.Stopped,
        seat.HandOrder,
        seat.CameraOffSince?.ToUnixTimeMilliseconds(),
        seat.CameraRemindedAt?.ToUnixTimeMilliseconds(),
    ];
}
