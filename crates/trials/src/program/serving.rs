//! A running server: started, spoken to, stopped or killed.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use super::{Park, kilobytes};
use crate::{
    Failed,
    talk::{Line, request},
};

/// A running server.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    /// Where it listens: `127.0.0.1:40123`.
    pub address: String,
}

impl Serving {
    /// Starts it and waits for the line that names its address.
    ///
    /// # Errors
    /// When it ends instead, with what it said.
    pub fn start(mut command: Command) -> Result<Serving, Failed> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.split_once("http://")?.1.trim().to_owned()));
        // What it says later must not stop it for want of room.
        std::thread::spawn(move || lines.for_each(drop));
        match address {
            Some(address) => Ok(Serving { child, address }),
            None => Err(format!("it did not serve: {}", child.wait()?).into()),
        }
    }

    /// Opens a connection to it.
    ///
    /// # Errors
    /// When it does not listen.
    pub fn line(&self) -> Result<Line, Failed> {
        Ok(Line::open(&self.address)?)
    }

    /// Signs in as a browser does: the cookie, as a header line.
    ///
    /// # Errors
    /// With what was answered, when it is not let in.
    pub fn session(&self, park: &Park) -> Result<String, Failed> {
        let form = format!("name=trials&password={}", park.password);
        let kind = "Content-Type: application/x-www-form-urlencoded".to_owned();
        let answer = self
            .line()?
            .send(&request("POST", "/sign-in", &[kind], form.as_bytes()))?;
        let cookie = answer
            .header("set-cookie")
            .and_then(|set| set.split(';').next());
        let cookie = cookie.filter(|_| matches!(answer.status, 302 | 303));
        let cookie = cookie.ok_or_else(|| format!("{} {}", answer.status, answer.text()))?;
        Ok(format!("Cookie: {cookie}"))
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would end a process: `kill -9`.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn kill(mut self) -> Result<(), Failed> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end, and waits until it did.
    ///
    /// # Errors
    /// When it did not end well.
    pub fn stop(mut self) -> Result<(), Failed> {
        // The shell's own word: a bare machine has no program of this name.
        let kill = format!("kill {}", self.pid());
        Command::new("sh").args(["-c", &kill]).status()?;
        let status = self.child.wait()?;
        status
            .success()
            .then_some(())
            .ok_or_else(|| format!("it ended with {status}").into())
    }

    /// A line of its `/proc` status in kB: `VmRSS` now, `VmHWM` at the most.
    ///
    /// # Errors
    /// When it no longer runs.
    pub fn kilobytes(&self, what: &str) -> Result<u64, Failed> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        kilobytes(&status, what).ok_or_else(|| format!("no {what}").into())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
