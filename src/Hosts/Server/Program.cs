using StudyHub.Server;

return await StudyHubServer.MainAsync(args);
